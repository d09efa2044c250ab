# Sourced. A private PostgreSQL on a unix socket: start_postgres FOLDER sets PORTAL_TEST_POSTGRES, stop_postgres ends it.
# Its data are thrown away, and the tests kill the portal and never the machine: it need not wait for the disk.
# A server that PORTAL_TEST_POSTGRES already names is used instead.
postgres_folder=
postgres_bin() { ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -1; }

# PostgreSQL refuses to run as root.
as_postgres() {
  if [ "$(id -u)" = 0 ]; then su postgres -s /bin/bash -c "$1"; else bash -c "$1"; fi
}

start_postgres() {
  [ -n "${PORTAL_TEST_POSTGRES:-}" ] && return 0
  local folder=$1 bin
  bin=$(postgres_bin)
  [ -n "$bin" ] || { echo "PostgreSQL is not installed" >&2; return 1; }
  mkdir -p "$folder"
  chmod 711 "$(dirname "$folder")"
  [ "$(id -u)" = 0 ] && chown postgres "$folder"
  as_postgres "$bin/initdb -D $folder/data -A trust -U portal --encoding=UTF8 --locale=C.UTF-8 >/dev/null" || return 1
  as_postgres "$bin/pg_ctl -D $folder/data -w -l $folder/log -o \"-k $folder -c listen_addresses='' -c max_connections=200 -c shared_buffers=128MB -c fsync=off -c full_page_writes=off\" start >/dev/null" || { cat "$folder/log"; return 1; }
  postgres_folder=$folder
  PORTAL_TEST_POSTGRES="Host=$folder;Username=portal;Database=postgres"
}

stop_postgres() {
  [ -n "$postgres_folder" ] && as_postgres "$(postgres_bin)/pg_ctl -D $postgres_folder/data -m immediate stop >/dev/null 2>&1"
  postgres_folder=
}
