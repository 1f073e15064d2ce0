"""Words that stand in any sentence and tell nothing of what it is about: folded, of four letters or more."""

_SQ = """
asaj asgje asnje askush atehere atij cdo cilat cilen cili cilin dicka dikush duhej duhen duhet duke edhe gjate gjithe
gjitha gjithnje ishin ishte jane jemi jeni jone kater kemi keni kete keta kesaj ketij ketyre kishim kishin kishte
marrim marrin mund muaj muajt ndersa nese njeri njesoj para prandaj pastaj jashte brenda secila secili sepse shume sipas
sikur tani tjera tjeret tjeter tyre vete vetem vetes vit vitin atje ketu ashtu andej ende kurre
eshte gjera behet bejme bejne bere bejn dhjete disa doja drejt ndonje pakte
"""
_EN = """
about after again also always another anybody anything because been before being could does doing done down each
either else even ever every everybody everything from gets gone have having here into just least less like made make
makes many more most much must need needs never next nobody nothing often once only other others ours over same says
should some somebody something still such take than that their them then there these they thing things this those three
through today under until upon very want wants were what when where which while will with within without would year
years your yours
"""
EMPTY = frozenset(f"{_SQ} {_EN}".split())
"""Those of both languages: an answer may mix them."""
