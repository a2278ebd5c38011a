/** Writes that depend on each other, held by the real guards and copied by the real blades. */
package org.copyblade.itests.oracle;
