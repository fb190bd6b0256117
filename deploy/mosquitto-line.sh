#!/bin/sh
# Writes the line of Mosquitto's password file for a user, whose password is read from standard input: salted SHA-512,
# which is enough for passwords of 24 random bytes, and only for those.
set -eu
password=$(cat)
salt=$(openssl rand -base64 12)
hash=$({
  printf '%s' "$password"
  printf '%s' "$salt" | openssl base64 -d -A
} | openssl dgst -sha512 -binary | openssl base64 -A)
# shellcheck disable=SC2016 # $6$ names the kind of hash
printf '%s:$6$%s$%s\n' "$1" "$salt" "$hash"
