"""The page of Swagger UI, its script, and the page that a sign-in comes back to."""

from __future__ import annotations

from typing import Final

__all__ = ["PAGE", "READING_PAGE", "RETURN_PAGE", "RETURN_SCRIPT", "SCRIPT", "STYLE"]

STYLE: Final = """\
body { margin: 0; font: 1rem/1.5 system-ui, sans-serif; color: #1b1f24; background: #fff; }
.bar { display: flex; flex-wrap: wrap; gap: .5rem 1rem; align-items: center; padding: .75rem 1.25rem;
  border-bottom: 1px solid #d0d7de; }
.bar h1 { font-size: 1rem; margin: 0; }
.bar form { display: flex; flex-wrap: wrap; gap: .5rem; align-items: center; }
.bar button { font: inherit; padding: .25rem .75rem; border: 1px solid #8c959f; border-radius: .375rem;
  background: #f6f8fa; cursor: pointer; }
.bar button[aria-pressed] { border-color: #1a7f37; background: #dafbe1; }
.bar button[aria-pressed]::before { content: "\\2713\\a0" / ""; }
main { padding: 1rem 1.25rem; }"""

PAGE: Final = """\
<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Try {title}</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="swagger-ui.css">
<style>{style}</style>
</head>
<body>
<header class="bar">
<h1>{title}: try it on the mock</h1>
<form method="post" action="/try/sign-in"><span>Sign in:</span> {buttons}</form>
{links}
</header>
<div id="swagger-ui"></div>
<noscript><main>Swagger UI needs JavaScript. The reference does not.</main></noscript>
<script type="application/json" id="settings">{settings}</script>
<script src="swagger-ui-bundle.js"></script>
<script src="try.js"></script>
</body>
</html>
"""

SCRIPT: Final = """\
"use strict";
const settings = JSON.parse(document.getElementById("settings").textContent);
const ui = SwaggerUIBundle({
  url: "/openapi.json",
  dom_id: "#swagger-ui",
  deepLinking: true,
  docExpansion: "none",
  tryItOutEnabled: true,
  oauth2RedirectUrl: location.origin + "/try/oauth2-redirect.html",
  presets: [SwaggerUIBundle.presets.apis],
  onComplete() {
    for (const { scheme, values, token } of settings.authorized) {
      if (token) {
        const schema = ui.specSelectors.securityDefinitions().get(scheme).toJS();
        ui.authActions.authorizeOauth2({ auth: { name: scheme, schema }, token });
      } else if (values.length === 2) {
        ui.preauthorizeBasic(scheme, ...values);
      } else {
        ui.preauthorizeApiKey(scheme, values[0]);
      }
    }
  },
});
ui.initOAuth({ ...settings.client, usePkceWithAuthorizationCodeGrant: true });
"""

RETURN_PAGE: Final = """\
<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Sign in</title>
</head>
<body>
<main>
<p role="alert">{message}</p>
<p><a href="/try/">Back</a></p>
</main>
</body>
</html>
"""

# A token of the implicit flow comes in the fragment, which servers do not see (RFC 6749 section 4.2.2).
READING_PAGE: Final = """\
<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>Sign in</title>
</head>
<body>
<form method="post" action="/try/callback"></form>
<noscript>The implicit flow needs JavaScript.</noscript>
<script src="return.js"></script>
</body>
</html>
"""

RETURN_SCRIPT: Final = """\
"use strict";
const form = document.forms[0];
for (const [name, value] of new URLSearchParams(location.hash.slice(1))) {
  form.append(Object.assign(document.createElement("input"), { type: "hidden", name, value }));
}
form.submit();
"""
