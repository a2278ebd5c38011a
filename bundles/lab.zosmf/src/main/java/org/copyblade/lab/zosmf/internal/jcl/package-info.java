/** Job control language, read and judged; nothing is carried out here. */
package org.copyblade.lab.zosmf.internal.jcl;
