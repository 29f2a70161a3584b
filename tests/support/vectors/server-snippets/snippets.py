"""Runs the DES code found in Python servers with pycryptodome, and prints rows like JavaSnippets.java."""

import base64
import json

from Crypto.Cipher import DES, DES3
from Crypto.Util.Padding import pad

TEXTS = [
    '{"memberId":"K1H93QDKI00B7"}',
    '{"memberId":"会员😀"}',
    '{"orgCode":"0101","cardType":"95800001"}',
]


def show(name, title, code, settings, key, snippet):
    for text in TEXTS:
        row = {'id': name, 'language': 'Python', 'title': title, 'code': code, 'cipher': {'key': key, **settings},
               'text': text, 'expect': snippet(text.encode(), key.encode())}
        print(json.dumps(row, ensure_ascii=False, separators=(',', ':')))


show('python-ecb', 'pycryptodome, DES/ECB, hex', 'DES.new(key, DES.MODE_ECB).encrypt(pad(text, 8)).hex()',
     {'output': 'hex'}, 'hkl-demo',
     lambda text, key: DES.new(key, DES.MODE_ECB).encrypt(pad(text, 8)).hex())
show('python-cbc', 'pycryptodome, DES/CBC, the key is the IV too, Base64',
     'base64.b64encode(DES.new(key, DES.MODE_CBC, key).encrypt(pad(text, 8)))',
     {'mode': 'CBC', 'iv': 'key', 'output': 'base64'}, 'hkl-demo',
     lambda text, key: base64.b64encode(DES.new(key, DES.MODE_CBC, key).encrypt(pad(text, 8))).decode())
show('python-3des', 'pycryptodome, 3DES/ECB, a key of 16 bytes',
     'DES3.new(key, DES3.MODE_ECB).encrypt(pad(text, 8)).hex()',
     {'algorithm': '3DES', 'output': 'hex'}, 'hkl-demo-16bytes',
     lambda text, key: DES3.new(key, DES3.MODE_ECB).encrypt(pad(text, 8)).hex())
