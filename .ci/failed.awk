# Of the text reports of tests, those that failed: class and method, then what they said, the first lines of each.
/^Tests run:/ { next }
/ <<< (FAILURE|ERROR)!/ { left = 16; print "" }
/[^ \t]/ && left > 0 { left--; print }
