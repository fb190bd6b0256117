#!/bin/bash
# This image takes the passwords of its first start from the environment: they are put there from their files.
set -euo pipefail
INFLUXDB_ADMIN_PASSWORD=$(</run/secrets/influx-password)
INFLUXDB_READ_USER_PASSWORD=$(</run/secrets/influx-read-password)
export INFLUXDB_ADMIN_PASSWORD INFLUXDB_READ_USER_PASSWORD
exec /entrypoint.sh influxd
