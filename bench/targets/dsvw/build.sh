#!/bin/sh
# build.sh SOURCE OUT: makes the target from a checkout of stamparm/DSVW at 2e9706c.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
source=$1
out=$2
mkdir -p "$out/dist"
cp "$source/dsvw.py" "$source/LICENSE" "$out/dist/"
cp "$here/start.sh" "$here/target.properties" "$here/labels.tsv" "$out/"
/usr/bin/python3 -m pip --version > /dev/null 2>&1 && pip="/usr/bin/python3 -m pip" || pip="python3 -m pip"
version=$(/usr/bin/python3 -c 'import sys; print("%d.%d" % sys.version_info[:2])')
$pip install -q --target "$out/dist/lib" --only-binary :all: --python-version "$version" lxml==6.0.0 \
  || echo "without lxml: the XML cases will be missed" >&2
