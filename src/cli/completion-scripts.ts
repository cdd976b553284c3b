/**
 * What each shell has to read so that it asks `flowproof complete -- WORD...` what may come next: a line for each candidate, with
 * its description after a tab. Where there is none, it is the name of a file.
 */
export const completionScripts = {
  bash: `_flowproof() {
  local IFS=$'\\n'
  COMPREPLY=($(flowproof complete -- "\${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null | cut -f 1))
}
complete -o default -F _flowproof flowproof
`,
  zsh: `#compdef flowproof
_flowproof() {
  local line
  local -a candidates
  for line in "\${(@f)$(flowproof complete -- "\${(@)words[2,CURRENT]}" 2>/dev/null)}"; do
    [[ -n $line ]] && candidates+=("\${line%%$'\\t'*}:\${line#*$'\\t'}")
  done
  if (( $#candidates )); then _describe flowproof candidates; else _files; fi
}
compdef _flowproof flowproof
`,
  fish: `function __flowproof
  set -l typed (commandline -opc)
  set -l found (flowproof complete -- $typed[2..] (commandline -ct) 2>/dev/null)
  if set -q found[1]
    printf '%s\\n' $found
  else
    __fish_complete_path (commandline -ct)
  end
end
complete -c flowproof -f -a '(__flowproof)'
`,
} as const;
