# Starts the program that the build made.
# shellcheck shell=bash

# What the server was measured with; FORKTAIL_JAVA_OPTIONS comes after and wins.
java_options=(
  -XX:+UseG1GC -Xms64m -Xmx512m -XX:MaxDirectMemorySize=256m
  -XX:+ExitOnOutOfMemoryError
  --enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow
)

# Becomes the Java program: signals reach it, its exit code is ours.
run_program() {
  # shellcheck disable=SC2206 # the options are words
  local extra=(${FORKTAIL_JAVA_OPTIONS:-})
  exec "$java_home/bin/java" "${java_options[@]}" ${extra[@]+"${extra[@]}"} \
    -cp "$(class_path)" dev.forktail.app.Forktail "$@"
}

# The jars in a fixed order.
class_path() {
  local jars=("$run_folder"/lib/*.jar)
  local IFS=:
  printf '%s\n' "${jars[*]}"
}
