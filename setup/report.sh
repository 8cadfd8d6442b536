# What a `mvn verify` ran, read from its reports.
# shellcheck shell=bash

forget_reports() {
  local module
  for module in $(reporting_modules); do
    rm -rf "$root/$module/target/surefire-reports" "$root/$module/target/failsafe-reports" \
      "$root/$module/target/cannot-run-here.txt" "$root/$module/target/unclean-verdicts.txt"
  done
}

# Maven's modules, and the scripts in setup/.
reporting_modules() {
  modules
  echo setup
}

# A line per module, the tests that cannot run on this machine, those that passed on the second try, and the totals alone
# on the last line. Returns 1 when a test failed, or when a fault test found events lost, doubled or miscounted in any try.
report() {
  local module tests failed skipped all_tests=0 all_failed=0 all_skipped=0
  for module in $(reporting_modules); do
    read -r tests failed skipped < <(count_tests "$root/$module/target")
    all_tests=$((all_tests + tests)) all_failed=$((all_failed + failed)) all_skipped=$((all_skipped + skipped))
    printf '%-18s %5d passed%s%s\n' "$module" $((tests - failed - skipped)) \
      "$(unless_zero "$failed" failed)" "$(unless_zero "$skipped" skipped)"
  done
  report_cannot_run
  report_second_tries
  report_unclean || all_tests=$((all_tests + 1)) all_failed=$((all_failed + 1))
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

# An integration test that fails is tried once more; what passes then is named, so that nobody overlooks it.
report_second_tries() {
  local module
  for module in $(reporting_modules); do
    second_tries "$root/$module/target" | sed 's/^/passed on the second try: /'
  done
}

# Class and method of each test that failed first and passed then.
second_tries() {
  find "$1/failsafe-reports" -name 'TEST-*.xml' -exec cat {} + 2>/dev/null | tr '\n' ' ' |
    sed 's/<testcase /\n<testcase /g' | grep -E '<flaky(Failure|Error)' |
    sed -E 's/^<testcase name="([^"]*)" classname="([^"]*)".*/\2.\1/' || true
}

# What fault tests found wrong with the stored events: no second try makes up for that.
report_unclean() {
  local module file status=0
  for module in $(reporting_modules); do
    file=$root/$module/target/unclean-verdicts.txt
    [ ! -s "$file" ] || { status=1 && sed 's/^/unclean: /' "$file"; }
  done
  return "$status"
}
