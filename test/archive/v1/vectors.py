"""Worked vectors of the v1 formats, computed without any of the project's code.

    python3 test/archive/v1/vectors.py > test/archive/v1/vectors.json

Python's standard library only. For this data (names in ASCII, whole numbers) sorted keys, no spaces and raw
UTF-8 are exactly RFC 8785.
"""

import hashlib
import hmac
import json

SEED = bytes(range(32))
SECRET = bytes(range(0x80, 0xA0))


def jcs(value):
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def sha256(*parts):
    return hashlib.sha256(b"".join(parts)).digest()


def tagged(name, *parts):
    return sha256(b"millesime/" + name + b"/v1\0", *parts)


def salt(seed, label):
    return tagged(b"salt", seed, label.encode())[:16]


def commitment(seed, n, change, personal):
    apart = [name for name in personal if name in change["cells"]]
    rest = {name: value for name, value in change["cells"].items() if name not in apart}
    common = {"cells": rest, "key": change["key"], "rank": change["rank"]}
    op = {"added": 1, "removed": 2, "changed": 3}[change["op"]]
    return tagged(
        b"change",
        bytes([op]),
        int(change["record"]).to_bytes(8, "big"),
        tagged(b"cells", salt(seed, f"{n}/"), jcs(common)),
        *(
            tagged(b"cell", salt(seed, f"{n}/{name}"), jcs([name, change["cells"][name]]))
            for name in apart
        ),
    )


def root(leaves):
    """RFC 6962, section 2.1."""
    if not leaves:
        return sha256()
    if len(leaves) == 1:
        return sha256(b"\0", leaves[0])
    k = 1
    while k * 2 < len(leaves):
        k *= 2
    return sha256(b"\1", root(leaves[:k]), root(leaves[k:]))


def keyed(value):
    return hmac.new(SECRET, jcs(value), hashlib.sha256).digest()[:16].hex()


def line(change):
    written = dict(change)
    if change["op"] == "removed":
        del written["cells"]
    return jcs(written).decode() + "\n"


# One row of each kind, and its key as HISTORY and the kind say it.

SUBVENTION = {
    "nomAttribuant": "Commune d’Aubrelune",
    "idAttribuant": "29990003500015",
    "dateConvention": "2024-03-04",
    "nomBeneficiaire": "L’Œuvre  des Écoles",
    "objet": "Fête de la MUSIQUE",
    "montant": "1234.5",
    "nature": "aide en numéraire",
    "conditionsVersement": "unique",
    "datesPeriodeVersement": "2024-03-04/2024-12-31",
    "notificationUE": False,
    "pourcentageSubvention": "1",
}
SUBVENTION_KEY = ["29990003500015", "2024-03-04", None, "l'oeuvre des ecoles", "fete de la musique"]
SUBVENTION_PERSONAL = [
    "referenceDecision",
    "nomBeneficiaire",
    "idBeneficiaire",
    "rnaBeneficiaire",
    "objet",
    "conditionsVersement",
]

PRENOM = {
    "communeNom": "Aubrelune",
    "collInsee": "99901",
    "enfantSexe": "F",
    "enfantPrenom": "Zoé",
    "nombreOccurrences": 2,
    "annee": 2020,
}
PRENOM_KEY = ["99901", 2020, "F", "Zoé"]
PRENOM_PERSONAL = ["enfantPrenom"]

CHANGES = [
    {
        "name": "added, with personal cells",
        "personal": SUBVENTION_PERSONAL,
        "change": {
            "op": "added",
            "record": str(5 << 24),
            "key": keyed(SUBVENTION_KEY),
            "rank": 0,
            "cells": SUBVENTION,
            "problems": [
                {"code": "un_de_requis", "column": "idBeneficiaire", "line": 2},
            ],
        },
    },
    {
        "name": "changed, where no column may be personal",
        "personal": [],
        "change": {
            "op": "changed",
            "record": str((1 << 63) - 1),
            "key": keyed(PRENOM_KEY),
            "rank": 3,
            "cells": PRENOM,
        },
    },
    {
        "name": "removed",
        "personal": PRENOM_PERSONAL,
        "change": {
            "op": "removed",
            "record": "16777217",
            "key": keyed(PRENOM_KEY),
            "rank": 1,
            "cells": {},
        },
    },
]

commitments = [
    commitment(SEED, n, each["change"], each["personal"]) for n, each in enumerate(CHANGES)
]

# Two events: what they carry, and their leaves.

DECLARATION = {
    "siren": "299900035",
    "slug": "subventions",
    "kind": "subventions",
    "title": "Subventions d’Aubrelune",
    "licence": "lov2",
    "nom": "Aubrelune",
    "insee": "99901",
}
FILE = "nomAttribuant;montant\r\nAubrelune;1 234,50\r\n".encode("cp1252")
VERSION_DETAIL = {"fileName": "été.csv", "note": "dépôt", "fileSha256": sha256(FILE).hex()}


def detail_commitment(detail):
    return tagged(b"detail", salt(SEED, "detail"), detail)


file_commitment = tagged(b"file", salt(SEED, "file"), sha256(FILE))

DECLARED = {
    "v": 1,
    "type": "DatasetDeclared",
    "position": 1,
    "stream": 1,
    "streamVersion": 1,
    "recordedAt": "2026-01-02T03:04:05.006Z",
    "token": "tok_vectors",
    "detail": detail_commitment(jcs(DECLARATION)).hex(),
}
PUBLISHED = {
    "v": 1,
    "type": "VersionPublished",
    "position": 2,
    "stream": 1,
    "streamVersion": 2,
    "recordedAt": "2026-01-02T03:04:05.007Z",
    "token": "tok_vectors",
    "detail": detail_commitment(jcs(VERSION_DETAIL)).hex(),
    "number": 1,
    "publishedAt": "2025-12-31T23:00:00.000Z",
    "scope": "complet",
    "schema": {
        "name": "scdl/subventions",
        "version": "2.1.1",
        "sha256": "2c2c2ca25ef6a3295f3e54be321453f1f720f2497d89abaad62b9ab04a6549d7",
    },
    "algorithms": {"harmoniser": 1, "key": 1},
    "personal": SUBVENTION_PERSONAL,
    "columns": list(SUBVENTION),
    "file": file_commitment.hex(),
    "changes": root(commitments[:1]).hex(),
    "counts": {"rowsRead": 1, "records": 1, "added": 1, "removed": 0, "changed": 0},
}


def event(leaf, detail):
    written = jcs(leaf)
    return {
        "detail": jcs(detail).decode(),
        "leaf": leaf,
        "bytes": written.hex(),
        "leafHash": sha256(b"\0", written).hex(),
    }


# Frames written by Node 24's zlib on the first day.

CHANGE_FRAME = (
    "28b52ffd6014002d0600220e2c248027d5013304931801d66044a04045db56e2949557fd047618985bb2cd4810a8852901"
    "43c4f275d05a4b9d934091aebbe7209452511886526b31d6da7b1032c7d82da5422c5fb68ab1c4ee1e2be5ae37eb7e98af"
    "de3c768cefee06f4e65276c7c80ce17bad31b69652865114292174ceeedd17fa70b320f7a47976ad08cc025d2142e7cd01"
    "eede0a4dc0d0400bee8ed0d975e0603e39fbe6675b6b4f66c07150be59b4c8bd7bce77c53d398ee62b0106006084168c06"
    "90b7b1900d392b4fc1cc03"
)
CHANGES_IN_FRAME = [
    {
        "op": "added",
        "record": "83886080",
        "key": "00112233445566778899aabbccddeeff",
        "rank": 0,
        "cells": {
            "collInsee": "99901",
            "enfantSexe": "F",
            "enfantPrenom": "Zoé",
            "nombreOccurrences": 2,
            "annee": 2020,
        },
    },
    {
        "op": "removed",
        "record": "16777217",
        "key": "ffeeddccbbaa99887766554433221100",
        "rank": 1,
        "cells": {},
    },
]
ORIGINAL_FRAME = (
    "28b52ffd202a510100434f4d4d554e455f4e4f4d3b454e46414e545f5052454e4f4d0d0a41756272656c756e653b5a6fe9"
    "0d0a"
)
ORIGINAL = "COMMUNE_NOM;ENFANT_PRENOM\r\nAubrelune;Zoé\r\n".encode("cp1252")

VECTORS = {
    "seed": SEED.hex(),
    "salts": {
        label: salt(SEED, label).hex() for label in ["detail", "file", "0/", "0/objet", "4999/objet"]
    },
    "detailCommitment": {
        "detail": jcs(DECLARATION).decode(),
        "commitment": detail_commitment(jcs(DECLARATION)).hex(),
    },
    "fileCommitment": {
        "file": FILE.hex(),
        "sha256": sha256(FILE).hex(),
        "commitment": file_commitment.hex(),
    },
    "changes": [
        {**each, "n": n, "commitment": commitments[n].hex(), "line": line(each["change"])}
        for n, each in enumerate(CHANGES)
    ],
    "changeRoots": [root(commitments[:size]).hex() for size in range(4)],
    "hashes": {
        "secret": SECRET.hex(),
        "rows": [
            {
                "kind": kind,
                "cells": cells,
                "key": key,
                "keyHash": keyed(key),
                "contentHash": keyed(cells),
            }
            for kind, cells, key in [
                ("subventions", SUBVENTION, SUBVENTION_KEY),
                ("prenoms", PRENOM, PRENOM_KEY),
            ]
        ],
    },
    "events": [event(DECLARED, DECLARATION), event(PUBLISHED, VERSION_DETAIL)],
    "frames": {
        "changeSet": {"frame": CHANGE_FRAME, "lines": [line(change) for change in CHANGES_IN_FRAME]},
        "original": {"frame": ORIGINAL_FRAME, "bytes": ORIGINAL.hex()},
    },
}

print(json.dumps(VECTORS, ensure_ascii=False, indent=2))
