# Sourced. step NAME begins a step and ends the one before; steps_end ends the last, and says what each took beside its budget
# (the array budget, in seconds). What is over is marked and fails nothing: the machine may have been busy.
step_name=
step_start=0
step_table=

step() {
  step_end
  printf '\n== %s (after %d s)\n' "$1" "$SECONDS"
  step_name=$1
  step_start=$SECONDS
}

step_end() {
  [ -n "$step_name" ] || return 0
  local took=$((SECONDS - step_start)) may=${budget[$step_name]:-0} mark=
  [ "$took" -le "$may" ] || mark="  OVER ITS BUDGET"
  step_table+=$(printf '%-22s %5d s of %4d s%s' "$step_name" "$took" "$may" "$mark")$'\n'
  step_name=
}

steps_end() {
  local may=0 one mark=
  step_end
  for one in "${budget[@]}"; do may=$((may + one)); done
  [ "$SECONDS" -le "$may" ] || mark="  OVER ITS BUDGET"
  printf '\nWhat each step took, and its budget:\n%s%-22s %5d s of %4d s%s\n' "$step_table" "all" "$SECONDS" "$may" "$mark"
}

# Where the run keeps what it throws away: in memory where there is plenty, so that thousands of small databases wait for no disk.
work_folder() {
  local room free
  room=$(df --output=avail -k /dev/shm 2>/dev/null | tail -1)
  free=$(awk '/^MemAvailable/ { print $2 }' /proc/meminfo 2>/dev/null)
  if [ "${room:-0}" -gt 4000000 ] && [ "${free:-0}" -gt 8000000 ]; then mktemp -d -p /dev/shm; else mktemp -d; fi
}
