"""Documents with known truth, made from a seed.

They are reports, financial statements, papers, contracts and manuals, in English and Chinese. Each is a model
(`model.py`) made by a genre (`genres/`) and written out by a backend: typst (`typst.py`), LaTeX (`latex.py`) or
LibreOffice (`office.py`). What it says is read off the model, and where it stands off a twin in which each block has
a colour of its own (`inks.py`), so that no reading of structure has a part in the truth.

`python -m bench.structure.corpus OUT` writes NAME.pdf and NAME.json for each. What a machine has no tools for is left
out with a line that says so; typst alone makes more than half of the pages. All that is needed on Debian:

    apt-get install fonts-noto-cjk libreoffice-writer texlive-latex-extra texlive-luatex \\
        texlive-fonts-recommended texlive-lang-chinese
"""
