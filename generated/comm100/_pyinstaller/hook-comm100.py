"""What a frozen program needs beside the modules: the description, and the library that checks the mock's requests."""

from importlib.util import find_spec

package = "comm100"
# None in a copy under another name, which PyInstaller does not ask.
spec = find_spec(package)
folders = (spec and spec.submodule_search_locations) or ()
datas = [(f"{folder}/openapi.json", package) for folder in folders]
hiddenimports = ["jsonschema_rs"] if find_spec("jsonschema_rs") else []
