/** Commands of the site: before and after a run, and to tell somebody how it ended or that a backup is due. */
package org.copyblade.manager.internal.site;
