"""The constellation: themes counted over sectors, counties and questions, as picture and table."""
