#!/bin/sh
# Starts Spring PetClinic REST with security on, H2 in memory, http 127.0.0.1:9966/petclinic/.
# TARGET_MUTANT=NN starts mutant NN (dist/mutants/mutants.tsv). TARGET_AS_IS=1 leaves in the handler that turns every
# refusal into a 500 (as published); without it that one handler is removed and refusals are 403.
set -eu
here=$(cd "$(dirname "$0")" && pwd)/dist
java=java; [ -z "${JAVA_HOME:-}" ] || java=$JAVA_HOME/bin/java
mutant=${TARGET_MUTANT:+$here/mutants/$TARGET_MUTANT:}; forbidden=; [ -z "${TARGET_AS_IS:-}" ] && forbidden=$here/forbidden:
cd "${TARGET_DATA:-/data}"
exec "$java" -Xmx256m -XX:+UseSerialGC -XX:TieredStopAtLevel=1 --enable-native-access=ALL-UNNAMED \
  -cp "$mutant$forbidden$here/classes:$here/lib/*" org.springframework.samples.petclinic.PetClinicApplication \
  --petclinic.security.enable=true --server.address=127.0.0.1 --spring.jpa.show-sql=false \
  --spring.sql.init.data-locations=classpath:db/h2/data.sql,file:"$here/users.sql" --logging.level.root=WARN
