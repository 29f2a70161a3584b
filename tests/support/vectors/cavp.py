"""Prints NIST's CAVP tables for DES and 3DES in ECB and CBC, one JSON object per line.

    pip install --target DIR cryptography_vectors==48.0.0
    PYTHONPATH=DIR python3 cavp.py > cavp.jsonl

The package contains them as TDES files. A table whose three keys are equal is single DES and is printed with one key, the
others with three keys. The interleaved CBC-I files are another mode and are left out.
"""

import json
import re
import sys
from collections import Counter
from pathlib import Path

import cryptography_vectors

TABLES = ['vartext', 'varkey', 'permop', 'subtab', 'invperm', 'MMT1', 'MMT2', 'MMT3']


def records(lines):
    """Yields (direction, fields) for each COUNT of a response file."""
    direction, fields = None, {}
    for line in lines:
        line = line.strip()
        if heading := re.fullmatch(r'\[(ENCRYPT|DECRYPT)\]', line):
            if fields:
                yield direction, fields
            direction, fields = heading[1].lower(), {}
        elif pair := re.fullmatch(r'(\w+) = (\w+)', line):
            if pair[1] == 'COUNT' and fields:
                yield direction, fields
                fields = {}
            fields[pair[1]] = pair[2]
    if fields:
        yield direction, fields


def row(mode, table, direction, fields):
    keys = [fields[name] for name in ('KEYs', 'KEY1', 'KEY2', 'KEY3') if name in fields]
    out = {'mode': mode, 'table': table, 'direction': direction, 'keys': keys if len(set(keys)) > 1 else keys[:1]}
    if mode == 'CBC':
        out['iv'] = fields['IV']
    return out | {'plaintext': fields['PLAINTEXT'], 'ciphertext': fields['CIPHERTEXT']}


def main():
    root = Path(cryptography_vectors.__file__).parent / 'ciphers' / '3DES'
    counts = Counter()
    for mode in ('ECB', 'CBC'):
        for table in TABLES:
            with open(root / mode / f'T{mode}{table}.rsp', encoding='ascii') as file:
                for direction, fields in records(file):
                    one = row(mode, table, direction, fields)
                    counts[mode, 'DES' if len(one['keys']) == 1 else '3DES', table, direction] += 1
                    print(json.dumps(one, separators=(',', ':')))
    for name, count in counts.items():
        print(*name, count, file=sys.stderr)


main()
