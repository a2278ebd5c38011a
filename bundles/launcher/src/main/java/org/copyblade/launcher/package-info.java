/** Starts the platform in a Felix framework, and is the command line that reaches it; a plain jar without dependencies. */
package org.copyblade.launcher;
