-- How a member stands in a window, where ranks are not just places.
local rank = style > 0 and function(index, score)
  if style == 1 then
    return call('ZCOUNT', board, '-inf', string.format('(%.0f', score)) + 1
  elseif style == 2 then
    return call('ZRANK', scores, tonumber(score)) + 1 -- a server may have written it as 9e+15
  end
  return call('ZCOUNT', board, '-inf', score)
end
