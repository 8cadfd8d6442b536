# Starts the program that the build made.
# shellcheck shell=bash

# What the server was measured with; FORKTAIL_JAVA_OPTIONS comes after and wins.
java_options=(
  -XX:+UseParallelGC -XX:+UseCompactObjectHeaders -Xms64m -Xmx512m -XX:MaxDirectMemorySize=256m
  -XX:+ExitOnOutOfMemoryError
  --enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow
)
main_class=dev.forktail.app.Forktail

# Becomes the Java program: signals reach it, its exit code is ours.
run_program() {
  local cache=()
  # shellcheck disable=SC2206 # the options are words
  local extra=(${FORKTAIL_JAVA_OPTIONS:-})
  if [ -r "$(fast_start_cache)" ]; then
    # Another JDK or collector cannot use the cache; then it starts as without one, and need not say so.
    cache=("-XX:AOTCache=$(fast_start_cache)" -Xlog:aot=off -Xlog:cds=off)
  fi
  exec "$java_home/bin/java" "${java_options[@]}" ${cache[@]+"${cache[@]}"} ${extra[@]+"${extra[@]}"} \
    -cp "$(class_path)" "$main_class" "$@"
}

# The jars in a fixed order, which the cache depends on.
class_path() {
  local jars=("$run_folder"/lib/*.jar)
  local IFS=:
  printf '%s\n' "${jars[*]}"
}

fast_start_cache() { printf '%s/forktail.aot\n' "$run_folder"; }

# Runs a server and a load for some seconds and keeps what the JVM learned from them: loaded and linked classes, and how
# the code was used. More than halves the CPU of a start, and full speed comes sooner. Without it everything works, so a
# failure only goes to the log.
prepare_fast_start() {
  local log=$1 folder
  say 'preparing fast starts'
  folder=$(mktemp -d)
  chmod 711 "$folder" # as root, PostgreSQL runs as another user
  # Whatever interrupts us, no server and no data stay behind.
  trap 'kill "${rehearsal:-}" 2>/dev/null || true' EXIT
  rehearse "$folder" >>"$log" 2>&1 || true
  trap - EXIT
  if [ -s "$folder/forktail.aot" ]; then
    mv "$folder/forktail.aot" "$(fast_start_cache)"
  fi
  rm -rf "$folder"
}

rehearse() {
  local folder=$1
  "$java_home/bin/java" "${java_options[@]}" "-XX:AOTCacheOutput=$folder/forktail.aot" -Xlog:aot=off -Xlog:cds=off \
    -cp "$(class_path)" "$main_class" rehearse --data "$folder/data" 2>&1 </dev/null &
  rehearsal=$!
  wait_for 180 ended "$rehearsal" || kill -9 "$rehearsal"
}

ended() { ! kill -0 "$1" 2>/dev/null; }

# wait_for SECONDS COMMAND...: until the command succeeds
wait_for() {
  local until=$((SECONDS + $1))
  shift
  until "$@"; do
    [ "$SECONDS" -lt "$until" ] || return 1
    sleep 0.1
  done
}
