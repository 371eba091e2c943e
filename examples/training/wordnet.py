#!/usr/bin/env python3
"""Lists English words with their parts of speech, for `train_tagger --listed`.

    python3 wordnet.py DIR > listed.tsv

DIR holds WordNet 3.1's database files (`index.noun`, `data.noun` ...). Each line is a word in small letters and a letter for
each part of speech and form that it may be:

    n  a common noun            p  a proper noun        a  an adjective          r  an adverb
    v  a verb's base            z  its form in -s       g  its form in -ing      d  its past and participle

Forms are made by rule: irregular ones are frequent, and the tagged texts tell of them. Same input, same bytes.
"""
import collections
import pathlib
import re
import sys

WORD = re.compile(r"[a-z][a-z'.-]*$")
FINAL_CONSONANT = re.compile(r"[^aeiou][aeiou][bdfgklmnprtvz]$")


def lemmas(path):
    """The words of a part of speech, in small letters."""
    for line in path.read_text().splitlines():
        word = line.split(" ")[0]
        if not line.startswith(" ") and WORD.match(word):
            yield word


def written(path):
    """How often each noun is written with a capital and without, by its small letters."""
    capital, small = collections.Counter(), collections.Counter()
    for line in path.read_text().splitlines():
        if line.startswith(" "):
            continue
        fields = line.split(" ")
        for word in fields[4 : 4 + 2 * int(fields[3], 16) : 2]:
            (capital if word[0].isupper() else small)[word.lower()] += 1
    return capital, small


def with_s(word):
    if re.search(r"(s|x|z|ch|sh)$", word):
        return word + "es"
    return word[:-1] + "ies" if re.search(r"[^aeiou]y$", word) else word + "s"


def with_ing(word):
    if word.endswith("ie"):
        return [word[:-2] + "ying"]
    if re.search(r"[^eoy]e$", word):
        return [word[:-1] + "ing"]
    doubled = [word + word[-1] + "ing"] if FINAL_CONSONANT.search(word) else []
    return [word + "ing"] + doubled


def with_ed(word):
    if word.endswith("e"):
        return [word + "d"]
    if re.search(r"[^aeiou]y$", word):
        return [word[:-1] + "ied"]
    doubled = [word + word[-1] + "ed"] if FINAL_CONSONANT.search(word) else []
    return [word + "ed"] + doubled


def main():
    folder = pathlib.Path(sys.argv[1])
    letters = collections.defaultdict(set)

    capital, small = written(folder / "data.noun")
    for word in lemmas(folder / "index.noun"):
        if small[word]:
            letters[word].add("n")
            letters[with_s(word)].add("n")
        if capital[word]:
            letters[word].add("p")
    for word in lemmas(folder / "index.verb"):
        letters[word].add("v")
        letters[with_s(word)].add("z")
        for form in with_ing(word):
            letters[form].add("g")
        for form in with_ed(word):
            letters[form].add("d")
    for word in lemmas(folder / "index.adj"):
        letters[word].add("a")
        if len(word) < 8 and word.endswith("y"):
            letters[word[:-1] + "ier"].add("a")
            letters[word[:-1] + "iest"].add("a")
    for word in lemmas(folder / "index.adv"):
        letters[word].add("r")
    for word in sorted(letters):
        print(word, "".join(sorted(letters[word])), sep="\t")


if __name__ == "__main__":
    main()
