# Of the XML reports of tests, those that were skipped: class, method and reason in one line each.
/<testcase / {
    class = $0; sub(/.* classname="/, "", class); sub(/".*/, "", class)
    name = $0; sub(/.*<testcase name="/, "", name); sub(/".*/, "", name)
}
/<skipped/ {
    reason = $0
    if (!sub(/.*<skipped[^>]* message="/, "", reason)) sub(/.*CDATA\[[^ ]*: /, "", reason)
    sub(/".*/, "", reason)
    print class " " name ": " reason
}
