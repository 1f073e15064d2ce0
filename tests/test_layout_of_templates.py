"""Templates laid out one thing a line say what they said, and pages do not carry their indentation."""

import pytest
from jinja2 import DictLoader, Environment

from facilitate.web import compiled_templates
from tools.templates.writing import format_template

LONG, LAST, HALF = "word " * 21, "incompatibilities", "word " * 12


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("<ul><li>a</li><li>b</li></ul>", "<ul>\n  <li>a</li>\n  <li>b</li>\n</ul>\n"),
        (
            "{% if a %}<p>b</p><p>c</p>{% endif %}",
            "{% if a %}\n  <p>b</p>\n  <p>c</p>\n{% endif %}\n",
        ),
        (
            "{% for a in b %}<p>{{ a }}</p>{% endfor %}",
            "{% for a in b %}<p>{{ a }}</p>{% endfor %}\n",
        ),
        ("a<b>{{ c }}</b>{% if d %}, e{% endif %}.", "a<b>{{ c }}</b>{% if d %}, e{% endif %}.\n"),
        ('<p class="pre">{{ a }} b  c</p>', '<p class="pre">{{ a }} b  c</p>\n'),
        ("<h{{ n }}>a</h{{ n }}><p>b</p>", "<h{{ n }}>a</h{{ n }}>\n<p>b</p>\n"),
        (
            f"<p>{{{{ _('{LONG}{LAST}', a=(b,)) }}}}</p>",
            f"<p>\n  {{{{ _(\n    '{LONG}'\n    '{LAST}',\n    a=(b,)\n  ) }}}}\n</p>\n",
        ),
        (
            f'<a id="b"{{% if c %}} title="{HALF}"{{% endif %}} href="{HALF}">d</a>',
            f'<a\n  id="b"\n  {{%- if c %}} title="{HALF}"{{% endif %}}\n  href="{HALF}"\n>d</a>\n',
        ),
    ],
)
def test_one_thing_stands_in_a_line(before: str, after: str) -> None:
    assert format_template(before) == after
    assert format_template(after) == after


@pytest.mark.parametrize("text", ["{% if a %}<p>", "<p {{ a }}", "<p>{{ a b }}</p>" + "x " * 99])
def test_what_cannot_be_read_is_refused(text: str) -> None:
    with pytest.raises(Exception, match=r"tag|end|expected|index"):
        format_template(text)


def test_a_page_carries_no_indentation() -> None:
    template = """<ul>
  {% for name in names %}
    <li
      class="a"
      {%- if loop.first %} title="the  first"{% endif %}
    >
      <b>{{ name }}</b> is
      here
    </li>
  {% endfor %}
</ul>
<pre>
  a
</pre>
"""
    environment = Environment(loader=DictLoader({"a": template}))
    compiled_templates.init_app(environment)
    environment.bytecode_cache = None
    assert environment.get_template("a").render(names=["A", "B"]) == (
        '<ul>\n<li class="a" title="the  first"><b>A</b> is here</li>\n\n'
        '<li class="a"><b>B</b> is here</li>\n</ul>\n<pre>\n  a\n</pre>'
    )
