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

# The keys that name an event in its sheet, by kind.
_biwu_test='test|测试|场次|考试'
_biwu_contest='contest|竞赛|知识竞赛'
_biwu_panel='panel|评委组|评分|评审'
_biwu_series='series|总成绩|总评'

# Codes of the events of a hall, from the first lines that name them: _biwu_events HALL KEYS
_biwu_events() {
  local hall file
  hall=$(_biwu_hall "$1")
  [[ $hall ]] || return
  for file in "$hall"/events/*.yaml "$hall"/events/*.yml; do
    [[ -r $file ]] && sed -n -E "s/^($2)[[:space:]]*:[[:space:]]*[\"']?([^\"'#[:space:]]+).*/\\2/p" "$file"
  done
}

# The sheet of an event: _biwu_sheet HALL EVENT
_biwu_sheet() {
  local hall file
  hall=$(_biwu_hall "$1")
  [[ $hall ]] || return
  for file in "$hall"/events/*.yaml "$hall"/events/*.yml; do
    [[ -r $file ]] && grep -q -x -F -- "$2" < <(_biwu_codes_of "$file") && printf '%s\n' "$file" && return
  done
}

_biwu_codes_of() {
  sed -n -E "s/^($_biwu_test|$_biwu_contest|$_biwu_panel|$_biwu_series)[[:space:]]*:[[:space:]]*[\"']?([^\"'#[:space:]]+).*/\\2/p" "$1"
}

# Codes of the teams, performers or entrants of an event.
_biwu_entrants() {
  local file
  file=$(_biwu_sheet "$1" "$2")
  [[ $file ]] || return
  sed -n -E "s/^[[:space:]]*-?[[:space:]]*\\{?[[:space:]]*(code|代号|编号|队号)[[:space:]]*:[[:space:]]*[\"']?([^]\"',}#[:space:]]+).*/\\2/p" "$file"
}

# Names of the families of series.
_biwu_families() {
  local hall file
  hall=$(_biwu_hall "$1")
  [[ $hall ]] || return
  for file in "$hall"/events/*.yaml "$hall"/events/*.yml; do
    [[ -r $file ]] && sed -n -E "s/^(family|系列|赛事)[[:space:]]*:[[:space:]]*[\"']?([^\"'#[:space:]]+).*/\\2/p" "$file"
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
      --unit | --post | --number | --from | --to | --sort | --columns | --depth) ((i++)) ;;
      -*) ;;
      *) operands+=("${COMP_WORDS[i]}") ;;
    esac
  done

  case $prev in
    -C) compopt -o filenames; mapfile -t COMPREPLY < <(compgen -d -- "$cur"); return ;;
    -o | --output) compopt -o filenames; mapfile -t COMPREPLY < <(compgen -f -- "$cur"); return ;;
    -f | --format)
      case " ${COMP_WORDS[*]} " in
        *' table '* | *' stats '* | *' appraise '* | *' draw '*) _biwu_words "$cur" 'table csv json xlsx html' ;;
        *) _biwu_words "$cur" 'table csv json' ;;
      esac
      return
      ;;
    --attempts) _biwu_words "$cur" 'best first all'; return ;;
    --page) _biwu_words "$cur" 'test warnings items options'; return ;;
    --by) _biwu_words "$cur" 'person unit event'; return ;;
    --credit) _biwu_words "$cur" 'exact short-half short-each net decisions adjacent'; return ;;
    --unit | --post | --number | --from | --to | --sort | --columns | --depth) return ;;
    --attempt | --idle-exit | --ready-fd | --head | --key | --also | --section | --reason) return ;;
  esac

  command=${operands[0]-}
  case $command in
    '')
      if [[ $cur == -* ]]; then
        _biwu_words "$cur" '-C --mono --ascii --help --version'
      else
        _biwu_words "$cur" 'admin demo init serve bank people event attempts marking oral host board desk judge rehearse contest panel rank stats explain champions table appraise ruling draw verify'
      fi
      return
      ;;
    bank | people | event | attempts | contest | panel | draw)
      if ((${#operands[@]} == 1)); then
        case $command in
          bank) _biwu_words "$cur" 'check sync list' ;;
          people) _biwu_words "$cur" 'import list pin' ;;
          event) _biwu_words "$cur" 'check list open close seal' ;;
          attempts) _biwu_words "$cur" 'list import' ;;
          contest) _biwu_words "$cur" 'log apply' ;;
          panel) _biwu_words "$cur" 'import report' ;;
          draw) _biwu_words "$cur" 'people topics groups order seed list show rollcall present excuse absent call close verify' ;;
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
      'bank list' | 'people list' | 'event list' | 'attempts list' | champions)
        options+=' --format --output'
        ;;
      'contest log' | 'panel report') options+=' --format --output --sign' ;;
      host | board | desk | judge) options+=' --rehearsal' ;;
      marking) options+=' --progress --log --reopen --reason --format --output' ;;
      rehearse) options+=' --fresh --prepare --delete' ;;
      'panel import') options+=' --signed' ;;
      rank) options+=' --by --format --output' ;;
      table)
        options+=' --unit --post --number --from --to --passed --failed --sort --columns --depth --by --format --output --headings --sign'
        ;;
      stats) options+=' --attempts --page --unit --post --format --output --headings --sign' ;;
      appraise) options+=' --persons --units --leaders --stars --titles --explain --unit --number --format --output --headings --sign' ;;
      ruling) options+=' --key --also --all --remove --section --credit --uphold --reason --yes --format --output' ;;
      verify) options+=' --head' ;;
      'draw people')
        options+=' --rule --count --posts --unit --excused --exclude --not-since --event --title --id --seed --throw --dry-run --yes --plain --format --output --headings --sign'
        ;;
      'draw topics') options+=' --event --of --topics --return --title --id --seed --throw --dry-run --yes --plain --format --output --headings --sign' ;;
      'draw groups')
        options+=' --event --of --groups --topics --return --title --id --seed --throw --dry-run --yes --plain --format --output --headings --sign'
        ;;
      'draw order') options+=' --event --of --title --id --seed --throw --dry-run --yes --plain --format --output --headings --sign' ;;
      'draw seed') options+=' --seed --throw --yes --plain --format --output --headings --sign' ;;
      'draw list') options+=' --format --output --headings --sign' ;;
      'draw show') options+=' --all --roll --attempt --format --output --headings --sign' ;;
      'draw excuse' | 'draw absent') options+=' --reason --no-substitute' ;;
      explain) options+=' --attempt --format --output' ;;
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
        0) _biwu_words "$cur" "$(_biwu_events "$hall" "$_biwu_test")" ;;
        1) _biwu_files "$cur" 'csv|CSV|txt' ;;
      esac
      ;;
    'panel import')
      case ${#operands[@]} in
        0) _biwu_words "$cur" "$(_biwu_events "$hall" "$_biwu_panel")" ;;
        1) _biwu_files "$cur" 'csv|CSV|txt' ;;
      esac
      ;;
    'contest apply')
      case ${#operands[@]} in
        0) _biwu_words "$cur" "$(_biwu_events "$hall" "$_biwu_contest|$_biwu_panel|$_biwu_series")" ;;
        1) _biwu_files "$cur" 'json|jsonl|txt' ;;
      esac
      ;;
    marking | oral)
      ((${#operands[@]})) || _biwu_words "$cur" "$(_biwu_events "$hall" "$_biwu_test")"
      ;;
    demo) ((${#operands[@]})) || _biwu_words "$cur" contest ;;
    desk)
      if ((${#operands[@]})); then
        _biwu_words "$cur" "$(_biwu_entrants "$hall" "${operands[0]}")"
      else
        _biwu_words "$cur" "$(_biwu_events "$hall" "$_biwu_contest")"
      fi
      ;;
    explain)
      case ${#operands[@]} in
        0) _biwu_words "$cur" "$(_biwu_events "$hall" "$_biwu_test|$_biwu_contest|$_biwu_panel|$_biwu_series")" ;;
        1) _biwu_words "$cur" "$(_biwu_entrants "$hall" "${operands[0]}")" ;;
      esac
      ;;
    table)
      if ((${#operands[@]} == 0)); then
        _biwu_words "$cur" 'scores units missing sections topics papers ledger champions figures warnings stats options'
      elif [[ ${operands[0]} == champions ]]; then
        _biwu_words "$cur" "$(_biwu_families "$hall")"
      else
        _biwu_words "$cur" "$(_biwu_events "$hall" "$_biwu_test|$_biwu_contest|$_biwu_panel|$_biwu_series")"
      fi
      ;;
    champions) ((${#operands[@]})) || _biwu_words "$cur" "$(_biwu_families "$hall")" ;;
    judge | 'panel report')
      ((${#operands[@]})) || _biwu_words "$cur" "$(_biwu_events "$hall" "$_biwu_panel")"
      ;;
    'contest log' | rehearse)
      ((${#operands[@]})) || _biwu_words "$cur" "$(_biwu_events "$hall" "$_biwu_contest|$_biwu_panel")"
      ;;
    host | board)
      ((${#operands[@]})) || _biwu_words "$cur" "$(_biwu_events "$hall" "$_biwu_contest|$_biwu_panel|$_biwu_series")"
      ;;
    'event seal') ((${#operands[@]})) || _biwu_words "$cur" "$(_biwu_events "$hall" "$_biwu_test")" ;;
    'event open' | 'event close' | rank)
      ((${#operands[@]})) ||
        _biwu_words "$cur" "$(_biwu_events "$hall" "$_biwu_test|$_biwu_contest|$_biwu_panel|$_biwu_series")"
      ;;
    appraise) ((${#operands[@]})) || _biwu_files "$cur" 'yaml|yml' ;;
    ruling)
      case ${#operands[@]} in
        0) _biwu_words "$cur" "$(_biwu_events "$hall" "$_biwu_test")" ;;
        1) _biwu_words "$cur" 'list preview apply' ;;
      esac
      ;;
    'attempts list' | 'draw show' | 'draw verify' | stats)
      ((${#operands[@]})) || _biwu_words "$cur" "$(_biwu_events "$hall" "$_biwu_test")"
      ;;
  esac
}

complete -F _biwu biwu
