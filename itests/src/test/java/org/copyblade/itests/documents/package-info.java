/** The documents say what is true: their commands work, their links lead somewhere, their tables are those of the program. */
package org.copyblade.itests.documents;
