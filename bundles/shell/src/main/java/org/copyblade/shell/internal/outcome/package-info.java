/** What commands return: a value, how it ended, and how it is shown to people and to programs. */
package org.copyblade.shell.internal.outcome;
