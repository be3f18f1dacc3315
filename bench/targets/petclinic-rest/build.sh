#!/bin/sh
# build.sh SOURCE OUT: makes the target from a checkout of spring-petclinic/spring-petclinic-rest at 698bd832.
# It is not vulnerable by design. OUT/mutants/NN holds the class of a service with exactly one access check less,
# OUT/mutants/mutants.tsv says which. As published, one handler turns every refusal into a 500, which says nothing
# about access; it is taken out, so that a refusal is a 403. AS_PUBLISHED=1 leaves it in.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
source=$(cd "$1" && pwd)
mkdir -p "$2"
out=$(cd "$2" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
java=java
[ -z "${JAVA_HOME:-}" ] || java=$JAVA_HOME/bin/java
if [ ! -f "$source/target/spring-petclinic-rest-4.0.2.jar" ]; then
  (cd "$source" && mvn -q -B -DskipTests -Djacoco.skip=true -Denforcer.skip=true package)
fi
rm -rf "$out/dist"
mkdir -p "$out/dist/classes"
(cd "$work" && python3 -m zipfile -e "$source/target/spring-petclinic-rest-4.0.2.jar" .)
mv "$work"/BOOT-INF/classes/* "$out/dist/classes/"
mv "$work/BOOT-INF/lib" "$out/dist/lib"
cp "$here/users.sql" "$source/LICENSE.txt" "$out/dist/"
# The API file says nothing of logins and roles; a team that reviews it would write down what the annotations ask.
# Its operation ids are the names of the methods.
find "$source/src/main/java" -name '*RestController*.java' -exec awk '
  /@PreAuthorize/ { roles = $0; gsub(/[^A-Z_,]|hasAnyRole|hasRole|PreAuthorize/, "", roles); gsub(/PA|^,|,$/, "", roles) }
  roles != "" && /public .*\(/ { name = $0; sub(/\(.*/, "", name); sub(/.* /, "", name); print name, roles; roles = "" }
  ' {} \; > "$work/roles"
awk -v table="$work/roles" '
  BEGIN { while ((getline line < table) > 0) { split(line, part, " "); roles[part[1]] = part[2] } }
  /^tags:/ { print "security:\n  - basic: []" }
  { print }
  /^components:/ { print "  securitySchemes:\n    basic: {type: http, scheme: basic}" }
  $1 == "operationId:" && roles[$2] != "" { print "      x-roles: [" roles[$2] "]" }
  ' "$source/src/main/resources/openapi.yml" > "$out/dist/openapi.yml"
cp "$here/start.sh" "$here/target.properties" "$here/brisach.yaml" "$here/password" "$out/"
rm -rf "$out/mutants"
"$java" "$here/Mutate.java" "$out/dist/classes" org.springframework.security.access.prepost.PreAuthorize \
  "$out/mutants" dist/classes
if [ -z "${AS_PUBLISHED:-}" ]; then
  "$java" "$here/Mutate.java" "$out/dist/classes" org.springframework.web.bind.annotation.ExceptionHandler \
    "$work/x" dist/classes
  cp -r "$work/x/$(grep handleGeneralException "$work/x/mutants.tsv" | cut -f1)/dist" "$out/"
fi
