throw new SyntaxError('does not load');
