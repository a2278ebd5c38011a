/** The main job, end to end: the real tree, real servers under load, real filesystems, and everything that may go wrong. */
package org.copyblade.itests.flow;
