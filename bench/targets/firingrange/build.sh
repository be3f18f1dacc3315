#!/bin/sh
# build.sh SOURCE OUT: makes the target from a checkout of google/firing-range at 4f991a6: its classes,
# compiled against the servlet API, as the one web application of a Tomcat 9.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
source=$(cd "$1" && pwd)
mkdir -p "$2"
out=$(cd "$2" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
javac=javac
[ -z "${JAVA_HOME:-}" ] || javac=$JAVA_HOME/bin/javac
for artifact in com.google.guava:guava:21.0 com.google.code.findbugs:jsr305:3.0.2 org.jsoup:jsoup:1.8.3 \
    javax.servlet:javax.servlet-api:4.0.1 org.apache.tomcat:tomcat:9.0.117:zip; do
  mvn -q -B dependency:copy -Dartifact=$artifact -DoutputDirectory="$work/lib"
done
rm -rf "$out/dist"
web=$out/dist/webapps/ROOT
mkdir -p "$web/WEB-INF/classes" "$web/WEB-INF/lib" "$out/dist/conf"
(cd "$work" && python3 -m zipfile -e lib/tomcat-9.0.117.zip .)
mkdir "$out/dist/tomcat"
cp -r "$work"/apache-tomcat-*/lib "$work"/apache-tomcat-*/bin "$work"/apache-tomcat-*/conf "$out/dist/tomcat/"
cp "$work"/lib/guava-*.jar "$work"/lib/jsoup-*.jar "$work"/lib/jsr305-*.jar "$web/WEB-INF/lib/"
find "$source/src" -name '*.java' -not -path '*/unit-tests/*' > "$work/sources"
"$javac" -nowarn -encoding UTF-8 -d "$web/WEB-INF/classes" -cp "$work/lib/*" "@$work/sources"
classes=$web/WEB-INF/classes/com/google/testing/security/firingrange
cp -r "$source/src/tests/." "$classes/tests/"
cp -r "$source/src/utils/." "$classes/utils/"
find "$classes" -name '*.java' -delete
cp -r "$source/src/pages/." "$web/"
cp "$source/WEB-INF/index.html" "$web/"
cp "$source/LICENSE" "$out/dist/"
# On its first platform static files came before servlets; exact mappings say so to Tomcat.
(cd "$web" && find . -type f \( -name '*.html' -o -name '*.js' \) -not -path './WEB-INF/*') \
  | sed 's,^\.,,' | sort > "$work/static"
{
  sed '/<\/web-app>/d' "$source/WEB-INF/web.xml"
  while read -r page; do
    echo "<servlet-mapping><servlet-name>default</servlet-name><url-pattern>$page</url-pattern></servlet-mapping>"
  done < "$work/static"
  echo '</web-app>'
} > "$web/WEB-INF/web.xml"
cp "$here/server.xml" "$out/dist/conf/"
cp "$here/start.sh" "$here/target.properties" "$here/labels.tsv" "$out/"
