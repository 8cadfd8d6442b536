# What a `mvn verify` ran, read from its reports.
# shellcheck shell=bash

forget_reports() {
  local module
  for module in $(reporting_modules); do
    rm -rf "$root/$module/target/surefire-reports" "$root/$module/target/failsafe-reports" \
      "$root/$module/target/cannot-run-here.txt"
  done
}

# Maven's modules, and the scripts in setup/.
reporting_modules() {
  modules
  echo setup
}

# A line per module, the tests that cannot run on this machine, and the totals alone on the last line.
# Returns 1 when a test failed.
report() {
  local module tests failed skipped all_tests=0 all_failed=0 all_skipped=0
  for module in $(reporting_modules); do
    read -r tests failed skipped < <(count_tests "$root/$module/target")
    all_tests=$((all_tests + tests)) all_failed=$((all_failed + failed)) all_skipped=$((all_skipped + skipped))
    printf '%-18s %5d passed%s%s\n' "$module" $((tests - failed - skipped)) \
      "$(unless_zero "$failed" failed)" "$(unless_zero "$skipped" skipped)"
  done
  report_cannot_run
  printf '%d passed, %d failed%s\n' $((all_tests - all_failed - all_skipped)) "$all_failed" \
    "$(unless_zero "$all_skipped" skipped)"
  [ "$all_failed" = 0 ]
}

unless_zero() { [ "$1" = 0 ] || printf ', %d %s' "$1" "$2"; }

# Tests, failures with errors, and skipped ones, summed over the <testsuite> elements of a module's reports.
count_tests() {
  find "$1/surefire-reports" "$1/failsafe-reports" -name 'TEST-*.xml' -exec cat {} + 2>/dev/null |
    tr '\n' ' ' | sed 's/<testsuite /\n<testsuite /g' | sed -n 's/^\(<testsuite [^>]*\)>.*/\1/p' |
    awk '
      function value(name,  text) {
        if (!match($0, " " name "=\"[0-9]+\"")) return 0
        text = substr($0, RSTART, RLENGTH)
        gsub(/[^0-9]/, "", text)
        return text
      }
      { tests += value("tests"); failed += value("errors") + value("failures"); skipped += value("skipped") }
      END { print tests + 0, failed + 0, skipped + 0 }'
}

report_cannot_run() {
  local module file lines=''
  for module in $(reporting_modules); do
    file=$root/$module/target/cannot-run-here.txt
    [ ! -s "$file" ] || lines=$lines$(sort -u "$file")$'\n'
  done
  printf '%s' "$lines"
  printf 'cannot run here: %d\n' "$(printf '%s' "$lines" | grep -c . || true)"
}
