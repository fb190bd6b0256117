#!/bin/sh
# Copies certificates and passwords to memory, where this user alone may read them (Mosquitto asks for that), and
# becomes Mosquitto.
set -eu
umask 077
cp /run/secrets/ca /run/mosquitto/ca.crt
cp /run/secrets/mosquitto-cert /run/mosquitto/server.crt
cp /run/secrets/mosquitto-key /run/mosquitto/server.key
cp /run/secrets/mosquitto-passwords /run/mosquitto/passwords
cp /mosquitto/config/acl /run/mosquitto/acl
exec mosquitto -c /mosquitto/config/mosquitto.conf
