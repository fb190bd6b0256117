#!/bin/sh
# Lets a device publish its readings: deploy/add-device.sh DEVICE-ID
# Its password is written to deploy/secrets/devices/DEVICE-ID and printed nowhere. Then: docker compose restart mosquitto
set -eu
umask 077
device=${1:?say which device: deploy/add-device.sh DEVICE-ID}
case $device in
  *[!A-Za-z0-9._-]*)
    echo 'a device id is made of letters, digits and . _ -' >&2
    exit 2
    ;;
esac
here=$(cd "$(dirname "$0")" && pwd)
folder=${VIGIL_SECRETS:-$here/secrets}
passwords=$folder/mosquitto-passwords
if [ ! -e "$passwords" ]; then
  echo 'run deploy/make-secrets.sh first' >&2
  exit 1
fi
if grep -q "^$device:" "$passwords"; then
  echo "$device has a password already" >&2
  exit 1
fi
mkdir -p "$folder/devices"
openssl rand -base64 24 | tr -d '\n' | tr '+/' '-_' >"$folder/devices/$device"
line=$(sh "$here/mosquitto-line.sh" "$device" <"$folder/devices/$device")
# written in place: the container sees this very file
chmod 644 "$passwords"
printf '%s\n' "$line" >>"$passwords"
chmod 444 "$passwords"
echo "$device: its password is in $folder/devices/$device; now docker compose restart mosquitto"
