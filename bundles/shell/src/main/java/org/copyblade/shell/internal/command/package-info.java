/** The commands of operators: each a thin front of a service of the api; formatting is apart. */
package org.copyblade.shell.internal.command;
