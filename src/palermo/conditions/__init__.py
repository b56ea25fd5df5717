"""The one small expression language of the program: conditions over coded values, as data.

One tree (`nodes`), written as YAML or JSON (`yaml_form`), and four readers with the same meaning:
`explain` (one person, with reasons), `columnar` (millions of rows), `offline.js` (the browser) and
`condition_phrases` (words in the reader's language).
"""
