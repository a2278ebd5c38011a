/** How threads wait for each other, on a real clock or in turns that a seed decides. */
package org.copyblade.lab.ims.internal.pace;
