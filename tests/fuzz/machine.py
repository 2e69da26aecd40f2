"""The whole life of codes, tokens and accounts, in any order: the mock does at each step what the model says."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any, ClassVar

from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, consumes, initialize, invariant, multiple, rule

from comm100.testing import Mock, MockClock, MockResponse, OAuthApp
from tests.fuzz.model import ACCESS, CODE, REFRESH, Access, Agent, Code, Family, Model, Refresh
from tests.fuzz.strategies import landed
from tests.mock.support import AGENTS, CALLBACK, ME, Wire, basic, bearer, redirected

__all__ = ["OAuthMachine"]

# Links between pages are absolute where the request was.
LIST = "https://hosted.comm100.com" + AGENTS
SECOND = "https://app.example.com/second?x=1"
SECRETS = {"example-client": "example-client-secret", "other-client": "other-secret"}
VERIFIERS = [None, "v" * 43, "w" * 64]
CLIENTS, REDIRECTS, PASSWORDS = st.sampled_from(sorted(SECRETS)), st.sampled_from([CALLBACK, SECOND]), "pq"
MISHAPS = ["none", "late", "gone", "client", "redirect_uri", "verifier", "again", "renewed by another"]
MANAGE = "manageAgentAndGroups"


def _other(value: Any, all_of_them: Iterable[Any]) -> Any:
    return next(candidate for candidate in all_of_them if candidate != value)


def _failed(response: MockResponse, error: str) -> None:
    assert response.status == (401 if error == "invalid_client" else 400), response.body
    assert response.json()["error"] == error, response.body


class OAuthMachine(RuleBasedStateMachine):
    """Rules are requests; each answer is held against the document by `Wire`, and against the model here."""

    ask: ClassVar[type[Wire]] = Wire

    codes: Bundle[Code] = Bundle("codes")
    renewals: Bundle[Refresh] = Bundle("renewals")
    people: Bundle[int] = Bundle("people")

    @initialize(target=people, odd=st.booleans(), seed=st.integers(0, 3))
    def begin(self, odd: bool, seed: int) -> Any:
        self.odd = odd
        other = OAuthApp(client_id="other-client", client_secret="other-secret", redirect_uris=(CALLBACK, SECOND))
        clock = MockClock(datetime(2026, 1, 1, tzinfo=UTC))
        options: dict[str, Any] = {"clock": clock, "seed": seed, "page_size": 2, "as_documented": odd}
        self.mock = Mock(apps=[other], redirect_uris=[SECOND], **options)
        self.wire = self.ask(self.mock)
        self.model = Model()
        for account in self.mock.identities.accounts:
            if account.record is not None:
                secrets = account.secrets
                agent = Agent(account.record, account.login, secrets["password"], secrets["api_key"])
                agent.administrator, agent.locked = agent.id == 1, agent.id == 3
                agent.manager = agent.administrator
                self.model.agents[agent.id] = agent
        return multiple(1, 2, 3, 4)

    def admin(self) -> dict[str, str]:
        form = {"grant_type": "client_credentials", "client_id": "example-client", "siteId": "10000"}
        token = self.wire.token({**form, "client_secret": "example-client-secret"})
        assert ("refresh_token" in token) is self.odd
        return bearer(token["access_token"])

    def issued(self, answer: dict[str, Any], family: Family) -> Any:
        """Take note of an answer with tokens; return the refresh token for its bundle."""
        texts = [answer[name] for name in ("access_token", "refresh_token") if name in answer]
        self.model.fresh(texts)
        self.model.access.append(Access(texts[0], family, self.model.now + ACCESS))
        if "refresh_token" not in answer:
            return multiple()
        return Refresh(answer["refresh_token"], family, self.model.now + REFRESH)

    @rule(target=codes, client=CLIENTS, redirect_uri=REDIRECTS, verifier=st.sampled_from(VERIFIERS))
    def authorize(self, client: str, redirect_uri: str, verifier: str | None) -> Any:
        # A blank parameter counts as left out.
        names = {"client_id": client, "redirect_uri": redirect_uri, "code_challenge": verifier or ""}
        response = self.wire.authorize(state="s", **names)
        answer = landed(response, redirect_uri)
        assert answer["state"] == "s"
        family = Family(1, client)
        if not self.model.alive(family):
            assert answer["error"] == "access_denied"
            return multiple()
        self.model.fresh([answer["code"]])
        assert ("+" in answer["code"]) is self.odd
        return Code(answer["code"], family, redirect_uri, verifier, self.model.now + CODE)

    @rule(target=renewals, client=CLIENTS)
    def implicit(self, client: str) -> Any:
        response = self.wire.authorize(client_id=client, response_type="token")
        family = Family(1, client)
        if not self.model.alive(family):
            assert redirected(response, "fragment")["error"] == "access_denied"
            return multiple()
        answer = response.json() if self.odd else redirected(response, "fragment")
        assert ("refresh_token" in answer) is self.odd
        return self.issued(answer, family)

    @rule(
        target=renewals,
        code=codes,
        client=CLIENTS | st.none(),
        redirect_uri=REDIRECTS | st.none(),
        verifier=st.sampled_from(VERIFIERS) | st.just("own"),
        secret=st.sampled_from(["right"] * 4 + ["wrong"]),
    )
    def exchange(
        self, code: Code, client: str | None, redirect_uri: str | None, verifier: str | None, secret: str
    ) -> Any:
        # None stands for the right one, so that half of all attempts get far.
        client = client or code.family.client or ""
        redirect_uri = redirect_uri or code.redirect_uri
        verifier = code.verifier if verifier == "own" else verifier
        right = SECRETS[client] if secret == "right" else secret
        names = {"client_id": client, "client_secret": right, "code_verifier": verifier or ""}
        response = self.wire.exchange(code.text, redirect_uri=redirect_uri, **names)
        if secret == "wrong":
            error: str | None = "invalid_client"
        else:
            error = self.model.exchange(code, client, redirect_uri, verifier)
        if error:
            _failed(response, error)
            return multiple()
        return self.issued(response.json(), code.family)

    @rule(
        target=renewals,
        client=CLIENTS,
        redirect_uri=REDIRECTS,
        verifier=st.sampled_from(VERIFIERS),
        mishap=st.sampled_from(MISHAPS),
    )
    def sign_in_in_a_browser(self, client: str, redirect_uri: str, verifier: str | None, mishap: str) -> Any:
        """A whole sign-in that fails for one reason at the most: single rules seldom come together like this."""
        code = self.authorize(client=client, redirect_uri=redirect_uri, verifier=verifier)
        if not isinstance(code, Code):
            return multiple()
        if mishap == "late":
            self.wait(hours=0, seconds=CODE)
        if mishap == "gone":
            self.delete(person=1)
        right = {"code": code, "client": client, "redirect_uri": redirect_uri, "verifier": verifier, "secret": "right"}
        wrong = {
            "client": {"client": _other(client, SECRETS)},
            "redirect_uri": {"redirect_uri": _other(redirect_uri, [CALLBACK, SECOND])},
            "verifier": {"verifier": _other(verifier, VERIFIERS)},
        }
        token = self.exchange(**{**right, **wrong.get(mishap, {})})
        if mishap == "again":
            self.exchange(**right)
        if mishap == "renewed by another" and isinstance(token, Refresh):
            self.renew(token=token, client=_other(client, SECRETS), right=True)
        return token

    @rule(target=renewals, token=renewals, client=CLIENTS | st.none() | st.just("own"), right=st.booleans())
    def renew(self, token: Refresh, client: str | None, right: bool) -> Any:
        client = token.family.client if client == "own" else client
        secret = {"client_secret": SECRETS[client] if right else "wrong"} if client else {}
        response = self.wire.refresh(token.text, **({"client_id": client} if client else {}), **secret)
        error = "invalid_client" if client and not right else self.model.renew(token, client)
        if error:
            _failed(response, error)
            return multiple()
        return self.issued(response.json(), token.family)

    @rule(target=renewals, person=people, right=st.booleans(), password=st.sampled_from(PASSWORDS))
    def sign_in(self, person: int, right: bool, password: str) -> Any:
        agent = self.model.agents.get(person)
        email = agent.email if agent else "gone@example.com"
        password = (agent.password if agent and right else None) or password
        response = self.wire.form({"grant_type": "password", "email": email, "password": password})
        known = self.model.who(email, password)
        if known is None:
            _failed(response, "invalid_grant")
            return multiple()
        return self.issued(response.json(), Family(known.id, None))

    @rule(hours=st.sampled_from([0, 0, 0, 1, 6, 12, 24 * 15, 24 * 30]), seconds=st.sampled_from([0, 1, 599, 600]))
    def wait(self, hours: int, seconds: int) -> None:
        self.mock.clock.advance(hours=hours, seconds=seconds)
        self.model.now += hours * 3600 + seconds

    @rule(target=people, password=st.sampled_from([None, *PASSWORDS]))
    def create(self, password: str | None) -> int:
        email = f"agent-{len(self.model.texts)}-{len(self.model.agents)}@example.com"
        body = {"email": email, "displayName": "N", "firstName": "N", "lastName": "N", "isAdmin": True, "id": 1}
        created = self.wire.json(
            "POST", AGENTS, body | ({"password": password} if password else {}), self.admin()
        ).json()
        assert created["id"] not in self.model.agents
        assert (created["email"], created["isAdmin"], created["isLocked"]) == (email, False, False)
        self.model.agents[created["id"]] = Agent(created["id"], email, password)
        return int(created["id"])

    @rule(person=people, name=st.sampled_from("xyz"))
    def rename(self, person: int, name: str) -> None:
        email = f"{name}-{person}@example.com"
        response = self.wire.json("PUT", f"{AGENTS}/{person}", {"email": email, "isLocked": True}, self.admin())
        if self.known(person, response):
            assert response.json()["email"] == email
            self.model.agents[person].email = email

    @rule(person=consumes(people))
    def delete(self, person: int) -> None:
        response = self.wire.send("DELETE", f"{AGENTS}/{person}", self.admin())
        if self.known(person, response):
            del self.model.agents[person]

    @rule(person=people, password=st.sampled_from(PASSWORDS))
    def set_password(self, person: int, password: str) -> None:
        response = self.wire.json("POST", f"{AGENTS}/{person}/password", {"password": password}, self.admin())
        if self.known(person, response):
            self.model.agents[person].password = password

    @rule(person=people)
    def unlock(self, person: int) -> None:
        if self.known(person, self.wire.json("PUT", f"{AGENTS}/{person}/unlock", None, self.admin())):
            self.model.agents[person].locked = False

    @rule(person=people, allowed=st.booleans())
    def permit(self, person: int, allowed: bool) -> None:
        where, admin = f"{AGENTS}/{person}/permissions", self.admin()
        response = self.wire.get(where, admin)
        if self.known(person, response):
            permissions = response.json()
            assert permissions["account"][MANAGE] is self.model.agents[person].manager
            permissions["account"][MANAGE] = allowed
            assert self.wire.json("PUT", where, permissions, admin).json() == permissions
            self.model.agents[person].manager = allowed

    @rule(current=st.sampled_from(PASSWORDS) | st.none(), new=st.sampled_from(PASSWORDS), which=st.integers(0, 99))
    def change_password(self, current: str | None, new: str, which: int) -> None:
        own = [token for token in self.model.access if token.family.owner is not None and self.model.works(token)]
        if own:
            token = own[which % len(own)]
            agent = self.model.agents[token.family.owner or 0]
            current = current or agent.password or "p"
            body = {"currentPassword": current, "newPassword": new}
            response = self.wire.json("PUT", f"{ME}/password", body, bearer(token.text))
            assert response.status == (200 if current == agent.password else 400)
            agent.password = new if current == agent.password else agent.password

    @rule(person=people)
    def knock(self, person: int) -> None:
        """The API key is good under the present name, and while nothing keeps its owner out."""
        agent = self.model.agents.get(person)
        if agent and agent.key:
            response = self.wire.get(ME, basic(agent.email, agent.key))
            assert response.status == (401 if agent.locked else 200)
            assert self.wire.get(ME, basic(agent.email, agent.password or "p")).status == 401

    @rule()
    def walk(self) -> None:
        """The pages together hold each agent once, in the order of their creation."""
        listed, url, admin = [], LIST, self.admin()
        while url:
            page = self.wire.get(url, admin).json()
            assert page["total"] == len(self.model.agents)
            listed += [agent["id"] for agent in page["agents"]]
            url = page["nextPage"]
        assert listed == sorted(self.model.agents)

    def known(self, person: int, response: MockResponse) -> bool:
        assert response.status == (200 if person in self.model.agents else 404), response.body
        return response.status == 200

    @invariant()
    def tokens_open_what_they_should(self) -> None:
        """Each token ever issued is asked for after each step, so that nothing wrong hides behind the next one."""
        for token in getattr(self, "model", Model()).access:
            works = self.model.works(token)
            listed = self.wire.get(LIST, bearer(token.text)).status
            assert listed == (401 if not works else 200 if self.model.may_list(token) else 403)
            mine = self.wire.get(ME, bearer(token.text))
            owner = token.family.owner
            assert mine.status == (401 if not works else 403 if owner is None else 200)
            if mine.status == 200 and owner is not None:
                assert (mine.json()["id"], mine.json()["email"]) == (owner, self.model.agents[owner].email)
