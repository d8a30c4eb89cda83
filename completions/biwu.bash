# bash completion for biwu(1)

# Halls: as biwu itself finds them.
_biwu_hall() {
  local hall=$1 dir=$PWD
  hall=${hall:-${BIWU_HALL-}}
  if [[ $hall ]]; then
    [[ $hall == '~'* ]] && hall=$HOME${hall#\~}
    printf '%s\n' "$hall"
    return
  fi
  while [[ $dir ]]; do
    [[ -e $dir/hall.yaml ]] && { printf '%s\n' "$dir"; return; }
    dir=${dir%/*}
  done
}

# Codes of the events of a hall, from the first lines that name them.
_biwu_events() {
  local hall file
  hall=$(_biwu_hall "$1")
  [[ $hall ]] || return
  for file in "$hall"/events/*.yaml "$hall"/events/*.yml; do
    [[ -r $file ]] && sed -n -E 's/^(test|测试|场次|考试):[[:space:]]*["'\'']?([^"'\''#[:space:]]+).*/\2/p' "$file"
  done
}

_biwu_files() {
  compopt -o filenames 2>/dev/null
  mapfile -t COMPREPLY < <(compgen -d -- "$1"; compgen -f -- "$1" | grep -E "\\.($2)\$")
}

# Not `compgen -W`, which would evaluate what stands in the files of a hall.
_biwu_words() {
  local word -
  set -f
  COMPREPLY=()
  for word in $2; do
    [[ $word == "$1"* ]] && COMPREPLY+=("$word")
  done
}

_biwu() {
  local cur prev hall='' command='' i
  local -a operands=()
  COMPREPLY=()
  cur=${COMP_WORDS[COMP_CWORD]}
  prev=${COMP_WORDS[COMP_CWORD - 1]}

  # What stands before the word being completed.
  for ((i = 1; i < COMP_CWORD; i++)); do
    case ${COMP_WORDS[i]} in
      -C) hall=${COMP_WORDS[++i]-} ;;
      -C?*) hall=${COMP_WORDS[i]#-C} ;;
      -o | --output | -f | --format | --by | --attempt | --idle-exit | --ready-fd) ((i++)) ;;
      -*) ;;
      *) operands+=("${COMP_WORDS[i]}") ;;
    esac
  done

  case $prev in
    -C) compopt -o filenames; mapfile -t COMPREPLY < <(compgen -d -- "$cur"); return ;;
    -o | --output) compopt -o filenames; mapfile -t COMPREPLY < <(compgen -f -- "$cur"); return ;;
    -f | --format) _biwu_words "$cur" 'table csv json'; return ;;
    --by) _biwu_words "$cur" 'person unit'; return ;;
    --attempt | --idle-exit | --ready-fd) return ;;
  esac

  command=${operands[0]-}
  case $command in
    '')
      if [[ $cur == -* ]]; then
        _biwu_words "$cur" '-C --mono --ascii --help --version'
      else
        _biwu_words "$cur" 'demo init serve bank people event attempts rank explain draw verify'
      fi
      return
      ;;
    bank | people | event | attempts | draw)
      if ((${#operands[@]} == 1)); then
        case $command in
          bank) _biwu_words "$cur" 'check sync list' ;;
          people) _biwu_words "$cur" 'import list pin' ;;
          event) _biwu_words "$cur" 'check list open close' ;;
          attempts) _biwu_words "$cur" 'list import' ;;
          draw) _biwu_words "$cur" 'show verify' ;;
        esac
        return
      fi
      command+=" ${operands[1]}"
      operands=("${operands[@]:2}")
      ;;
    *) operands=("${operands[@]:1}") ;;
  esac

  if [[ $cur == -* ]]; then
    local options=--help
    case $command in
      init) options+=' --sample' ;;
      serve) options+=' --verbose --idle-exit --ready-fd' ;;
      'people import') options+=' --apply' ;;
      'bank list' | 'people list' | 'event list' | 'attempts list') options+=' --format --output' ;;
      rank) options+=' --by --format --output' ;;
      explain | 'draw show') options+=' --attempt --format --output' ;;
    esac
    _biwu_words "$cur" "$options"
    return
  fi

  case $command in
    init) ((${#operands[@]})) || { compopt -o filenames; mapfile -t COMPREPLY < <(compgen -d -- "$cur"); } ;;
    'bank check' | 'event check') _biwu_files "$cur" 'yaml|yml' ;;
    'people import') ((${#operands[@]})) || _biwu_files "$cur" 'csv|CSV|txt' ;;
    'attempts import')
      case ${#operands[@]} in
        0) _biwu_words "$cur" "$(_biwu_events "$hall")" ;;
        1) _biwu_files "$cur" 'csv|CSV|txt' ;;
      esac
      ;;
    'event open' | 'event close' | 'attempts list' | rank | explain | 'draw show' | 'draw verify')
      ((${#operands[@]})) || _biwu_words "$cur" "$(_biwu_events "$hall")"
      ;;
  esac
}

complete -F _biwu biwu
