#!/bin/sh
# build.sh SHOP OUT: makes a target with mutants from the built examples/shop-clean: what its box needs, and
# below OUT/mutants one jar for each line of mutants.tsv, in which exactly one check is gone.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
shop=$(cd "$1" && pwd)
mkdir -p "$2"
out=$(cd "$2" && pwd)
java=java
[ -z "${JAVA_HOME:-}" ] || java=$JAVA_HOME/bin/java
[ -f "$shop/target/shop.jar" ] || { echo "build $shop first" >&2; exit 1; }
rm -rf "$out/mutants" "$out/target"
mkdir -p "$out/target" "$out/mutants"
(cd "$shop" && cp -r brisach.yaml openapi.yaml advisories security "$out/")
cp "$shop/target/shop.jar" "$out/target/"
cp -r "$shop/target/lib" "$out/target/"
cp "$here/target.properties" "$out/"
"$java" "$here/MutateSource.java" "$here/mutants.tsv" "$shop/src/main/java" "$out/target/shop.jar" "$out/mutants"
