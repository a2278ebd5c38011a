/** What is known of a backup and its copy groups, the work on one group that all runs share, and what restores have left of them. */
package org.copyblade.manager.internal.copies;
