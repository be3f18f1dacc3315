#!/bin/sh
# Starts DSVW on 127.0.0.1:65412. Needs /usr/bin/python3 (3.11 for the lxml in dist/lib). In a box only.
here=$(cd "$(dirname "$0")" && pwd)/dist
cd /data
# One of its links asks for more memory than there is: let that request fail, not the box.
ulimit -v 1000000
cp "$here/dsvw.py" .
exec env PYTHONPATH="$here/lib" PYTHONDONTWRITEBYTECODE=1 python3 -u ./dsvw.py
