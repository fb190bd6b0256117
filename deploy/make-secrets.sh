#!/bin/sh
# Makes the passwords and certificates that docker-compose.yml mounts: deploy/make-secrets.sh [host name or address]…
# The names are those at which people and devices reach this machine. What is there is kept, so it may be run again;
# delete a file to have it made anew, or put your own certificate there first. Nothing secret is printed.
set -eu
umask 077
here=$(cd "$(dirname "$0")" && pwd)
folder=${VIGIL_SECRETS:-$here/secrets}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT INT TERM
mkdir -p "$folder"
chmod 700 "$folder"
made=0

# The folder is closed to others. The files are not: containers, which see each file without its folder, read them as
# users of their own.
keep() { # keep FILE NAME
  chmod 444 "$1"
  mv "$1" "$folder/$2"
  made=$((made + 1))
}

password() { # password NAME
  [ -e "$folder/$1" ] && return
  openssl rand -base64 24 | tr -d '\n' | tr '+/' '-_' >"$work/password"
  keep "$work/password" "$1"
}

alternatives() { # alternatives NAME… : as a certificate lists them
  list=''
  for name in "$@"; do
    case $name in
      *[!0-9.]*) list="$list,DNS:$name" ;;
      *) list="$list,IP:$name" ;;
    esac
  done
  printf '%s' "${list#,}"
}

authority() {
  [ -e "$folder/ca" ] && [ -e "$folder/ca-key" ] && return
  printf '%s\n' '[req]' 'distinguished_name=dn' 'x509_extensions=ca' 'prompt=no' '[dn]' 'CN=Vigil' '[ca]' \
    'basicConstraints=critical,CA:TRUE,pathlen:0' 'keyUsage=critical,keyCertSign,cRLSign' \
    'subjectKeyIdentifier=hash' >"$work/ca.cnf"
  openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -sha256 -days 3650 \
    -config "$work/ca.cnf" -keyout "$work/ca-key" -out "$work/ca" 2>/dev/null
  keep "$work/ca-key" ca-key
  chmod 400 "$folder/ca-key"
  keep "$work/ca" ca
  # what another authority vouched for is of no use any more
  rm -f "$folder/vigil-cert" "$folder/mosquitto-cert"
}

certificate() { # certificate SERVICE NAME…
  service=$1
  shift
  [ -e "$folder/$service-cert" ] && [ -e "$folder/$service-key" ] && return
  printf '%s\n' '[req]' 'distinguished_name=dn' 'prompt=no' '[dn]' "CN=$service" >"$work/req.cnf"
  printf '%s\n' "subjectAltName=$(alternatives "$@")" 'basicConstraints=critical,CA:FALSE' \
    'keyUsage=critical,digitalSignature' 'extendedKeyUsage=serverAuth' >"$work/ext.cnf"
  openssl req -new -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -sha256 -config "$work/req.cnf" \
    -keyout "$work/key" -out "$work/request" 2>/dev/null
  openssl x509 -req -in "$work/request" -CA "$folder/ca" -CAkey "$folder/ca-key" -sha256 -days 825 \
    -set_serial "0x$(openssl rand -hex 16)" -extfile "$work/ext.cnf" -out "$work/cert" 2>/dev/null
  keep "$work/key" "$service-key"
  keep "$work/cert" "$service-cert"
}

authority
certificate vigil api ingest-1 ingest-2 localhost 127.0.0.1 "$@"
certificate mosquitto mosquitto localhost 127.0.0.1 "$@"
for name in postgres-password influx-password influx-read-password grafana-password mosquitto-vigil-password; do
  password "$name"
done
if [ ! -e "$folder/mosquitto-passwords" ]; then
  sh "$here/mosquitto-line.sh" vigil <"$folder/mosquitto-vigil-password" >"$work/passwords"
  keep "$work/passwords" mosquitto-passwords
fi
# a token of Vigil's, issued once it runs; see deploy/README.md
if [ ! -e "$folder/prometheus-token" ]; then
  : >"$work/token"
  keep "$work/token" prometheus-token
fi
echo "$folder: $made files made, the others kept as they were"
