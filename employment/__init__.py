"""Work, training and labour trips of the residents."""
