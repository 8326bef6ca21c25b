# The pages that take the article's place, and the panel below it.

page-back = Back to the article
dock-annotations = Annotations
dock-find = Find
dock-close = Close the panel
dock-landmark = Panel below the article
