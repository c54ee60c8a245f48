# What tests in shell say when something is not as wanted. To be sourced; `failures` is 1 then.
failures=0
expect() {
  [[ $2 == "$3" ]] && return 0
  printf 'FAILED: %s\n--- wanted\n%s\n--- got\n%s\n' "$1" "$3" "$2"
  failures=1
}
expect_in() {
  [[ $2 == *"$3"* ]] && return 0
  printf 'FAILED: %s\n--- wanted within it\n%s\n--- got\n%s\n' "$1" "$3" "$2"
  failures=1
}
