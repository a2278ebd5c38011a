# Completion for copyblade; read it with: source <(copyblade completion bash)
_copyblade() {
    local program=${COMP_WORDS[0]} line=${COMP_LINE:0:COMP_POINT} typed=${COMP_WORDS[COMP_CWORD]}
    COMPREPLY=()
    if ((COMP_CWORD == 1)); then
        COMPREPLY=($(compgen -W "start stop status exec shell demo doctor completion help" -- "$typed"))
        return
    fi
    [[ ${COMP_WORDS[1]} == exec ]] || return
    # What the platform is to complete: all behind exec, without the quote that may be open.
    line=${line#*[[:space:]]exec[[:space:]]}
    line=${line#[\"\']}
    typed=${typed#[\"\']}
    # These begin a new word for bash, but not for the platform.
    [[ $typed == [:=] ]] && typed=
    local last=${line##*[[:space:]]} candidate
    while IFS= read -r candidate; do
        if ((${#typed} >= ${#last})); then
            COMPREPLY+=("${typed:0:${#typed}-${#last}}$candidate")
        else
            COMPREPLY+=("${candidate:${#last}-${#typed}}")
        fi
    done < <("$program" complete "$line" 2>/dev/null)
    [[ ${#COMPREPLY[@]} -eq 1 && ${COMPREPLY[0]} == *= ]] && compopt -o nospace 2>/dev/null
}
complete -F _copyblade copyblade
