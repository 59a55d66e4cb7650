"""Reads the forms of a page the way a person's browser does: what is filled in, what can be chosen."""

from __future__ import annotations

from html.parser import HTMLParser


class PageForm:
    """One form: where it is sent, and its fields as the page filled them."""

    def __init__(self, action: str) -> None:
        self.action = action
        self.values: dict[str, str | list[str]] = {}
        self.options: dict[str, dict[str, str]] = {}  # select → label → value

    def choose(self, name: str, label: str) -> str:
        """The value behind what is shown in a select."""
        found = [value for shown, value in self.options[name].items() if label in shown]
        assert len(found) == 1, f"{label}: {list(self.options[name])}"
        return found[0]


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.forms: list[PageForm] = []
        self._form: PageForm | None = None
        self._select = self._area = ""
        self._option: tuple[str, bool] | None = None
        self._text = ""

    def handle_starttag(self, tag, attrs) -> None:
        attr = {name: value or "" for name, value in attrs}
        if tag == "form":
            self._form = PageForm(attr.get("action", ""))
            self.forms.append(self._form)
        if self._form is None:
            return
        name = attr.get("name", "")
        if tag == "input" and name:
            self._input(name, attr)
        elif tag == "select":
            self._select = name
            self._form.options.setdefault(name, {})
        elif tag == "option":
            self._option, self._text = (attr.get("value", ""), "selected" in attr), ""
        elif tag == "textarea":
            self._area, self._text = name, ""

    def _input(self, name: str, attr: dict[str, str]) -> None:
        assert self._form is not None
        kind = attr.get("type", "text")
        if kind in ("submit", "button", "file") or (kind in ("checkbox", "radio") and "checked" not in attr):
            return
        self._form.values[name] = attr.get("value", "on" if kind == "checkbox" else "")

    def handle_data(self, data: str) -> None:
        self._text += data

    def handle_endtag(self, tag: str) -> None:
        if self._form is None:
            return
        if tag == "form":
            self._form = None
        elif tag == "option" and self._option is not None:
            value, selected = self._option
            self._form.options[self._select][self._text.strip()] = value
            if selected:
                self._form.values[self._select] = value
            self._option = None
        elif tag == "textarea":
            self._form.values[self._area] = self._text.removeprefix("\n")


def forms_of(html: str) -> list[PageForm]:
    reader = _Reader()
    reader.feed(html)
    return reader.forms


def form_to(html: str, ending: str) -> PageForm:
    """The form sent to the address with this ending."""
    found = [form for form in forms_of(html) if form.action.endswith(ending)]
    assert found, f"no form to {ending}; there are {[form.action for form in forms_of(html)]}"
    return found[0]


def form_with(html: str, field: str) -> PageForm:
    """The form that has this field."""
    return next(form for form in forms_of(html) if field in form.values)
