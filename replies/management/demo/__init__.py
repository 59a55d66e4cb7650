"""The made-up county 清禾县: what it says (the JSON files) and how it is played through the actions.

    when.py      days counted from today, working hours, and the dates inside the texts
    county.py    assemblies, sessions, units, delegates and accounts
    parts.py     one unit's part in a case, verb by verb
    cases.py     one case: its dated steps
    play.py      all steps of all cases in the order of their dates
    accounts.py  the table of accounts

Everybody and every place below the province is invented, and so is every number.
"""
