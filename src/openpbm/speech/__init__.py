"""The room that speaks: facts in, sentences out, in the language that is asked for.

`say.say` says a fact; `language.speaking` sets the language while it lasts. Nothing is imported
here, so that `--help` need not wait for what it does not say.
"""
