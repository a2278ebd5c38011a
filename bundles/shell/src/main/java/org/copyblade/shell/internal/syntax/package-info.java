/** What the commands of a session look like: for help, for saying what is wrong with a line, and for completing one. */
package org.copyblade.shell.internal.syntax;
