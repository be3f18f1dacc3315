#!/bin/sh
# Starts Spring PetClinic REST with security on and H2 in memory: http://127.0.0.1:9966/petclinic/.
# Logins by Basic, all with the password of its sample data: see users.sql.
set -eu
here=$(cd "$(dirname "$0")" && pwd)/dist
java=java
[ -z "${JAVA_HOME:-}" ] || java=$JAVA_HOME/bin/java
cd /data
exec "$java" -Xmx256m -XX:+UseSerialGC -XX:TieredStopAtLevel=1 --enable-native-access=ALL-UNNAMED \
  -cp "$here/classes:$here/lib/*" org.springframework.samples.petclinic.PetClinicApplication \
  --petclinic.security.enable=true --server.address=127.0.0.1 --management.endpoints.web.base-path=/api/actuator --spring.jpa.show-sql=false \
  --spring.sql.init.data-locations=classpath:db/h2/data.sql,file:"$here/users.sql" --logging.level.root=WARN
