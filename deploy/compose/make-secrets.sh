#!/bin/sh
# Makes the secrets of docker-compose.yml's production profile, each in a file of its own. What is there stays as it is.
#   sh deploy/compose/make-secrets.sh
set -eu
cd "$(dirname "$0")/../.."
mkdir -p secrets
# Nobody else gets into the folder. The files themselves have to be readable to the containers' users.
chmod 700 secrets
cd secrets

keep() {
  if [ ! -s "$1" ]; then
    cat >"$1.new"
    chmod 444 "$1.new"
    mv "$1.new" "$1"
    echo "secrets/$1 is made"
  fi
}
random() { od -An -N24 -tx1 /dev/urandom | tr -d ' \n'; }

printf 'adm-%s\n' "$(random)" | keep admin-key
printf 'sk-%s\n' "$(random)" | keep client-key
random | keep signing-key
random | keep grafana-password
random | keep postgres-password
# The same password as the gateways and as PgBouncer write it.
printf '*:*:*:gateway:%s\n' "$(cat postgres-password)" | keep pgpass
printf '"gateway" "%s"\n' "$(cat postgres-password)" | keep pgbouncer-users

if [ ! -s toapis-key ]; then
  echo "Missing: secrets/toapis-key, your key at the provider. Write it there, and: chmod 444 secrets/toapis-key"
fi
